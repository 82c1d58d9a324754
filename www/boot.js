import start from './rdpcheck.js';
start();
